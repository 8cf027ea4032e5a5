package io.millrace.monitoring.notify;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told of alerts, besides those who ask.
 *
 * @param webhooks none by default
 * @param webhookPatience how old an alert becomes before it is given up for a receiver that does
 *     not take it
 */
@ConfigurationProperties("millrace.monitoring")
record WebhookSettings(
    @DefaultValue List<Webhook> webhooks, @DefaultValue("24h") Duration webhookPatience) {

  WebhookSettings {
    webhooks = List.copyOf(webhooks);
    Set<String> names = new HashSet<>();
    for (Webhook webhook : webhooks) {
      if (!names.add(webhook.name())) {
        throw new IllegalArgumentException(
            "millrace.monitoring.webhooks: found two named %s; allowed: one"
                .formatted(webhook.name()));
      }
    }
  }
}
