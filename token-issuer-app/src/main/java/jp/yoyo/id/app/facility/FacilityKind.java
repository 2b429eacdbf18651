package jp.yoyo.id.app.facility;

import java.util.Locale;
import java.util.Optional;
import jp.yoyo.id.app.actor.OrganizationType;
import org.jspecify.annotations.Nullable;

/** What is registered. */
public enum FacilityKind {
  /** 医療機関. */
  FACILITY(OrganizationType.FACILITY),
  /** 接種会場. */
  VENUE(OrganizationType.VENUE);

  private final OrganizationType organizationType;

  FacilityKind(OrganizationType organizationType) {
    this.organizationType = organizationType;
  }

  /** The type of its organisation. */
  public OrganizationType organizationType() {
    return organizationType;
  }

  /** As it stands in the database, in addresses and in message keys. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for anything else. */
  public static Optional<FacilityKind> of(@Nullable String column) {
    for (FacilityKind kind : values()) {
      if (kind.column().equals(column)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
