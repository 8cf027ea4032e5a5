package io.millrace.starter.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Which role may call what in a service. A request is allowed if any rule allows it; what no rule
 * allows is denied. {@link Role#OWNER} need not be named.
 */
public final class AccessRules {

  private final List<Rule> rules;
  private final List<PathPatternRequestMatcher> open;

  private AccessRules(List<Rule> rules, List<PathPatternRequestMatcher> open) {
    this.rules = List.copyOf(rules);
    this.open = List.copyOf(open);
  }

  public static Builder builder() {
    return new Builder();
  }

  boolean allow(Role role, HttpServletRequest request) {
    return role == Role.OWNER
        || rules.stream()
            .anyMatch(rule -> rule.roles().contains(role) && rule.matcher().matches(request));
  }

  /** Whether a request needs no credential. */
  boolean isOpen(HttpServletRequest request) {
    return open.stream().anyMatch(matcher -> matcher.matches(request));
  }

  private record Rule(PathPatternRequestMatcher matcher, Set<Role> roles) {}

  /** Collects rules. */
  public static final class Builder {

    private final List<Rule> rules = new ArrayList<>();
    private final List<PathPatternRequestMatcher> open = new ArrayList<>();

    private Builder() {}

    /**
     * @param pattern {@code /v1/problems/*}{@code /events}; {@code /**} at the end stands for any
     *     number of parts
     */
    public Builder allow(HttpMethod method, String pattern, Role... roles) {
      Set<Role> allowed = EnumSet.noneOf(Role.class);
      allowed.addAll(List.of(roles));
      rules.add(
          new Rule(PathPatternRequestMatcher.withDefaults().matcher(method, pattern), allowed));
      return this;
    }

    /** Whether the process lives anyone may ask, at a further address than the usual one. */
    public Builder liveness(String pattern) {
      open.add(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, pattern));
      return this;
    }

    public AccessRules build() {
      return new AccessRules(rules, open);
    }
  }
}
