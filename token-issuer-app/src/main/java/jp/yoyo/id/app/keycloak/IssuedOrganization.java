package jp.yoyo.id.app.keycloak;

/** An organisation that was issued, with its first administrator. */
public record IssuedOrganization(RegisteredOrganization organization, Member administrator) {}
