package jp.yoyo.id.app.office;

import java.util.Optional;
import jp.yoyo.id.app.facility.FieldReader;
import jp.yoyo.id.app.facility.KatakanaName;
import jp.yoyo.id.app.facility.PlainLine;
import jp.yoyo.id.app.reference.MunicipalityCode;
import org.springframework.validation.Errors;

/** A 広域連合, or another municipality that no packaged data has. */
public class UnionForm {

  private static final int NAME = 100;

  private String code = "";
  private String name = "";
  private String kana = "";

  /** What was typed. */
  record Union(MunicipalityCode code, String name, KatakanaName kana) {}

  /** Empty if something is wrong, which is in the errors then. */
  Optional<Union> union(Errors errors) {
    FieldReader fields = new FieldReader(errors);
    MunicipalityCode typedCode = fields.required("code", code, MunicipalityCode::parse);
    String typedName = fields.required("name", name, text -> PlainLine.parse(text, NAME));
    KatakanaName typedKana = fields.required("kana", kana, KatakanaName::parse);
    return typedCode == null || typedName == null || typedKana == null
        ? Optional.empty()
        : Optional.of(new Union(typedCode, typedName, typedKana));
  }

  public String getCode() {
    return code;
  }

  public void setCode(String typed) {
    code = typed;
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
}
