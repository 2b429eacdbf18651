package jp.yoyo.id.realmconfig;

/** One part of the realm that knows how to compare itself with its description. */
interface RealmPart {

  /** Brings the part to its described state, each step through the journal. */
  void bringInto(DescribedRealm described, Journal journal);
}
