package jp.yoyo.id.app.actor;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an organisation is; the types of the realm's organisation catalogue. */
public enum OrganizationType {
  /** 国保中央会. */
  CENTRAL,
  /** 国保連合会. */
  FEDERATION,
  /** 自治体: 市区町村, 広域連合. */
  MUNICIPALITY,
  /** 医療機関. */
  FACILITY,
  /** 接種会場. */
  VENUE;

  /** The name in the catalogue and in the API: {@code central}. */
  public String catalogueName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for a type that this app has no screens for. */
  public static Optional<OrganizationType> named(@Nullable String catalogueName) {
    for (OrganizationType type : values()) {
      if (type.catalogueName().equals(catalogueName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
