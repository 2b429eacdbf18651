package jp.yoyo.id.app.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.keycloak.AccountUse;
import jp.yoyo.id.app.keycloak.FoundMember;
import jp.yoyo.id.app.keycloak.IssuedOrganization;
import jp.yoyo.id.app.keycloak.KeycloakUnavailableException;
import jp.yoyo.id.app.keycloak.LoginsBefore;
import jp.yoyo.id.app.keycloak.Me;
import jp.yoyo.id.app.keycloak.Member;
import jp.yoyo.id.app.keycloak.MemberEvent;
import jp.yoyo.id.app.keycloak.NewOrganization;
import jp.yoyo.id.app.keycloak.OrganizationAdmin;
import jp.yoyo.id.app.keycloak.OrganizationAdminException;
import jp.yoyo.id.app.keycloak.OrganizationChange;
import jp.yoyo.id.app.keycloak.RegisteredOrganization;
import jp.yoyo.id.app.keycloak.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's part, without Keycloak: who is who is what a test says, rules are not checked (that is
 * what acceptance tests are for). Issuing is idempotent by alias, as it is there.
 */
public final class InMemoryOrganizationAdmin implements OrganizationAdmin {

  private final Map<String, Me> users = new ConcurrentHashMap<>();
  private final Map<String, RegisteredOrganization> organizations = new ConcurrentHashMap<>();
  private final Map<String, List<Member>> members = new ConcurrentHashMap<>();
  private final List<String> calls = java.util.Collections.synchronizedList(new ArrayList<>());
  private AccountUse.@Nullable Wanted accountsWanted;
  private final List<AccountUse> accounts =
      java.util.Collections.synchronizedList(new ArrayList<>());
  private final Set<String> operators = ConcurrentHashMap.newKeySet();
  private volatile boolean down;
  private volatile boolean closed;
  private volatile String secondFactor = "off";

  /**
   * Adds a user of one organisation, or one more organisation to a user.
   *
   * @return the user's id
   */
  public String user(String id, Me.Organization organization) {
    users.merge(
        id,
        new Me(id, id, "予防 花子", id + "@example.jp", List.of(organization), secondFactor),
        (former, added) -> {
          List<Me.Organization> all = new ArrayList<>(former.organizations());
          all.addAll(added.organizations());
          return new Me(id, id, former.name(), former.email(), all, secondFactor);
        });
    return id;
  }

  /** A user without an organisation. */
  public String stranger(String id) {
    users.put(id, new Me(id, id, "予防 次郎", null, List.of(), secondFactor));
    return id;
  }

  /** From now on Keycloak does not let the user in. */
  public void disable(String id) {
    users.remove(id);
  }

  /** From now on, or no longer, Keycloak cannot be reached. */
  public void setDown(boolean isDown) {
    down = isDown;
  }

  /** What {@link #accounts} was asked for last: where organisations are is not known here. */
  public AccountUse.@Nullable Wanted accountsWanted() {
    return accountsWanted;
  }

  /** Adds an account to those of {@link #accounts}. */
  public void account(AccountUse account) {
    accounts.add(account);
  }

  /** From now on, or no longer, a maintenance lasts, and nobody is let in but those. */
  public void setClosed(boolean isClosed, String... usersLetIn) {
    closed = isClosed;
    operators.clear();
    operators.addAll(List.of(usersLetIn));
  }

  @Override
  public LoginsBefore loginsBefore(String onBehalfOf, String session) {
    requireUp();
    return new LoginsBefore(null, null);
  }

  /** From the next user on, a second factor is required, or no longer. */
  public void setSecondFactor(String required) {
    secondFactor = required;
  }

  /** What was called, in order: {@code issue facility-1}. Reads are not noted. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** An organisation for {@link #user}. */
  public static Me.Organization organization(
      OrganizationType type, String alias, String name, String... permissions) {
    return new Me.Organization(
        alias,
        alias + " " + name,
        name,
        type.catalogueName(),
        "131016",
        "13",
        true,
        Set.of(permissions));
  }

  /** Forgets everything. */
  public void clear() {
    users.clear();
    organizations.clear();
    members.clear();
    accounts.clear();
    accountsWanted = null;
    calls.clear();
    secondFactor = "off";
    down = false;
    closed = false;
    operators.clear();
  }

  private void requireUp() {
    if (down) {
      throw new KeycloakUnavailableException("Keycloak cannot be reached");
    }
  }

  @Override
  public Me me(String onBehalfOf, Locale locale) {
    requireUp();
    if (closed && !operators.contains(onBehalfOf)) {
      throw problem(503, "maintenance");
    }
    Me me = users.get(onBehalfOf);
    if (me == null) {
      throw problem(403, "forbidden");
    }
    return me;
  }

  private static OrganizationAdminException problem(int status, String name) {
    return new OrganizationAdminException(
        status, "urn:yoyo:problem:" + name, name, name, List.of(), null);
  }

  @Override
  public Slice<RegisteredOrganization> organizations(
      String onBehalfOf, String supervisor, String search, int first, int max) {
    requireUp();
    List<RegisteredOrganization> all =
        organizations.values().stream()
            .filter(organization -> supervisor.equals(organization.supervisor()))
            .filter(organization -> organization.name().contains(search))
            .sorted(java.util.Comparator.comparing(RegisteredOrganization::name))
            .toList();
    return new Slice<>(all.stream().skip(first).limit(max).toList(), all.size(), first, max);
  }

  @Override
  public RegisteredOrganization organization(String onBehalfOf, String alias) {
    requireUp();
    RegisteredOrganization found = organizations.get(alias);
    if (found == null) {
      throw problem(404, "not-found");
    }
    return found;
  }

  @Override
  public synchronized IssuedOrganization issueOrganization(
      String onBehalfOf, NewOrganization wanted, Locale locale) {
    requireUp();
    if (!organizations.containsKey(wanted.alias())) {
      calls.add("issue " + wanted.alias());
      organizations.put(
          wanted.alias(),
          new RegisteredOrganization(
              wanted.alias(),
              wanted.code() + " " + wanted.displayName(),
              wanted.displayName(),
              wanted.type(),
              wanted.code(),
              wanted.prefecture(),
              wanted.supervisor(),
              true,
              "1"));
      NewOrganization.Administrator administrator = wanted.administrator();
      members.put(
          wanted.alias(),
          List.of(
              new Member(
                  UUID.randomUUID().toString(),
                  Objects.requireNonNullElse(administrator.userId(), wanted.alias() + "-001"),
                  administrator.lastName(),
                  administrator.firstName(),
                  administrator.lastNameKana(),
                  administrator.firstNameKana(),
                  administrator.email(),
                  administrator.phoneNumber(),
                  administrator.department(),
                  administrator.locale(),
                  List.of("organization-admin"),
                  "temporary-password-unchanged",
                  "sent",
                  true,
                  false,
                  null,
                  "1")));
    }
    return new IssuedOrganization(
        organization(onBehalfOf, wanted.alias()),
        Objects.requireNonNull(members.get(wanted.alias())).get(0));
  }

  @Override
  public RegisteredOrganization updateOrganization(
      String onBehalfOf, String alias, OrganizationChange change, @Nullable String version) {
    RegisteredOrganization now = organization(onBehalfOf, alias);
    if (version != null && !version.equals(now.version())) {
      throw problem(412, "version-changed");
    }
    calls.add("update " + alias);
    String name = Objects.requireNonNullElse(change.displayName(), now.displayName());
    String code = change.code() == null ? now.code() : change.code();
    RegisteredOrganization changed =
        new RegisteredOrganization(
            alias,
            code + " " + name,
            name,
            now.type(),
            code,
            change.prefecture() == null ? now.prefecture() : change.prefecture(),
            now.supervisor(),
            now.enabled(),
            String.valueOf(Integer.parseInt(now.version()) + 1));
    organizations.put(alias, changed);
    return changed;
  }

  @Override
  public void enableOrganization(String onBehalfOf, String alias, boolean enabled) {
    RegisteredOrganization now = organization(onBehalfOf, alias);
    calls.add((enabled ? "enable " : "disable ") + alias);
    organizations.put(
        alias,
        new RegisteredOrganization(
            alias,
            now.name(),
            now.displayName(),
            now.type(),
            now.code(),
            now.prefecture(),
            now.supervisor(),
            enabled,
            now.version()));
  }

  @Override
  public Slice<Member> members(String onBehalfOf, String alias, String search, int first, int max) {
    organization(onBehalfOf, alias);
    List<Member> all = members.getOrDefault(alias, List.of());
    return new Slice<>(all.stream().skip(first).limit(max).toList(), all.size(), first, max);
  }

  @Override
  public Member member(String onBehalfOf, String alias, String id) {
    return members(onBehalfOf, alias, "", 0, 100).items().stream()
        .filter(member -> member.id().equals(id))
        .findFirst()
        .orElseThrow(() -> problem(404, "not-found"));
  }

  @Override
  public void sendTemporaryPassword(
      String onBehalfOf, String alias, String id, String identification, Locale locale) {
    calls.add("temporary-password " + member(onBehalfOf, alias, id).userId());
  }

  @Override
  public void unlock(String onBehalfOf, String alias, String id) {
    calls.add("unlock " + member(onBehalfOf, alias, id).userId());
  }

  @Override
  public Slice<FoundMember> findMembers(String onBehalfOf, String text, int first, int max) {
    requireUp();
    List<FoundMember> found = new ArrayList<>();
    members.forEach(
        (alias, all) ->
            all.stream()
                .filter(member -> text.equals(member.userId()) || text.equals(member.email()))
                .forEach(
                    member ->
                        found.add(
                            new FoundMember(
                                alias,
                                alias,
                                member.id(),
                                member.userId(),
                                member.lastName(),
                                member.firstName(),
                                member.email(),
                                member.enabled()))));
    return new Slice<>(found.stream().skip(first).limit(max).toList(), found.size(), first, max);
  }

  @Override
  public Map<String, String> refused(String onBehalfOf, String alias, String id, Locale locale) {
    return member(onBehalfOf, alias, id).roles().contains("officer")
        ? Map.of("send-temporary-password", "この利用者には操作できません。")
        : Map.of();
  }

  /** Of whatever organisation: what a caller may see is Keycloak's to check. */
  @Override
  public AccountUse.Page accounts(String onBehalfOf, AccountUse.Wanted wanted, int first, int max) {
    requireUp();
    accountsWanted = wanted;
    long since = wanted.unusedSince().toEpochMilli();
    List<AccountUse> all =
        accounts.stream()
            .filter(
                each -> wanted.supervised() != each.organization().equals(wanted.organization()))
            .toList();
    List<AccountUse> found =
        all.stream().filter(each -> isIn(wanted.condition(), each, since)).toList();
    return new AccountUse.Page(
        found.stream().skip(first).limit(max).toList(),
        found.size(),
        first,
        max,
        new AccountUse.Totals(
            all.size(),
            all.stream().filter(each -> isIn("unused", each, since)).count(),
            all.stream().filter(each -> isIn("never-logged-in", each, since)).count(),
            all.stream().filter(each -> isIn("temporary-password-expired", each, since)).count(),
            all.stream().filter(each -> isIn("without-second-factor", each, since)).count()));
  }

  private static boolean isIn(String condition, AccountUse each, long since) {
    return switch (condition) {
      case "unused" -> Objects.requireNonNullElse(each.lastLogin(), 0L) < since;
      case "never-logged-in" -> each.lastLogin() == null;
      case "temporary-password-expired" -> each.temporaryPasswordExpired();
      case "without-second-factor" -> each.administrator() && !each.secondFactor();
      default -> true;
    };
  }

  @Override
  public void enableMember(
      String onBehalfOf, String alias, String id, boolean enabled, Locale locale) {
    requireUp();
    if (id.equals(onBehalfOf)) {
      throw problem(409, "not-on-yourself");
    }
    calls.add((enabled ? "enable-member " : "disable-member ") + id);
    accounts.removeIf(each -> each.id().equals(id));
  }

  @Override
  public Slice<MemberEvent> events(
      String onBehalfOf, String alias, int first, int max, Locale locale) {
    organization(onBehalfOf, alias);
    return new Slice<>(
        List.of(
            new MemberEvent(
                0L, "register-member", "所属ユーザの登録", "someone", "someone-else", Map.of())),
        1,
        first,
        max);
  }
}
