package jp.yoyo.id.app.facility;

import jp.yoyo.id.app.actor.Actor;

/**
 * A facility was closed: published within the transaction, so that whoever has to end something
 * with it does so or nothing happens at all.
 */
public record FacilityClosed(Actor actor, Facility facility, String reason) {}
