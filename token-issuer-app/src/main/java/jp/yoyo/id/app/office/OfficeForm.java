package jp.yoyo.id.app.office;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import jp.yoyo.id.app.actor.OrganizationType;
import jp.yoyo.id.app.facility.FieldReader;
import jp.yoyo.id.app.facility.KatakanaName;
import jp.yoyo.id.app.facility.PlainLine;
import jp.yoyo.id.app.format.FormatException;
import jp.yoyo.id.app.format.HalfWidthKana;
import org.springframework.validation.Errors;

/** A change of an office, as typed on the page or into a row of a file. */
public class OfficeForm {

  static final int NAME = 100;

  private static final int EARLIEST = 1900;
  private static final int LATEST = 2200;

  private String name = "";
  private String kana = "";
  private String endedOn = "";

  static OfficeForm of(Office office) {
    OfficeForm form = new OfficeForm();
    form.name = office.name();
    form.kana = office.kana();
    form.endedOn = office.endedOn().map(LocalDate::toString).orElse("");
    return form;
  }

  /** Empty if something is wrong, which is in the errors then. */
  Optional<OfficeChange> change(OrganizationType type, Errors errors) {
    FieldReader fields = new FieldReader(errors);
    String typedName = fields.required("name", name, text -> PlainLine.parse(text, NAME));
    boolean municipality = type == OrganizationType.MUNICIPALITY;
    KatakanaName typedKana = municipality ? fields.required("kana", kana, OfficeForm::kana) : null;
    Optional<LocalDate> typedEnd =
        municipality ? fields.optional("endedOn", endedOn, OfficeForm::day) : Optional.empty();
    return typedName == null || errors.hasErrors()
        ? Optional.empty()
        : Optional.of(new OfficeChange(typedName, typedKana, typedEnd));
  }

  /** As the reference data writes it: without small kana, so that a search finds it. */
  static KatakanaName kana(String typed) {
    KatakanaName name = KatakanaName.parse(typed);
    return KatakanaName.parse(HalfWidthKana.of(name.value()).replace('-', 'ー'));
  }

  private static LocalDate day(String typed) {
    try {
      LocalDate day = LocalDate.parse(typed.strip().replace('/', '-'));
      if (day.getYear() < EARLIEST || day.getYear() > LATEST) {
        throw new FormatException("facility.date");
      }
      return day;
    } catch (DateTimeParseException e) {
      throw new FormatException("facility.date");
    }
  }

  public String getName() {
    return name;
  }

  public void setName(String typed) {
    name = typed;
  }

  public String getKana() {
    return kana;
  }

  public void setKana(String typed) {
    kana = typed;
  }

  public String getEndedOn() {
    return endedOn;
  }

  public void setEndedOn(String typed) {
    endedOn = typed;
  }
}
