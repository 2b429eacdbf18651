package jp.yoyo.id.acceptance;

import jp.yoyo.id.devstack.DevStack;

/** What a test needs on a stack; also for tests that start a stack of their own. */
public record Fixtures(
    DevStack stack, Api api, RealmAdmin admin, Actors actors, TestOrganizations organizations) {

  /** New fixtures: organisations that nobody else knows. */
  public static Fixtures on(DevStack stack) {
    Api api = new Api(stack.keycloakUrl());
    RealmAdmin admin = new RealmAdmin(stack);
    Actors actors = new Actors(stack);
    return new Fixtures(stack, api, admin, actors, new TestOrganizations(api, admin, actors));
  }
}
