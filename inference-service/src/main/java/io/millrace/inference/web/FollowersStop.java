package io.millrace.inference.web;

import io.millrace.inference.follow.Followers;
import org.springframework.context.SmartLifecycle;

/** Ends the followers' requests before the web server waits for those that are under way. */
public final class FollowersStop implements SmartLifecycle {

  private final Followers followers;
  private volatile boolean running;

  public FollowersStop(Followers followers) {
    this.followers = followers;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    followers.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
