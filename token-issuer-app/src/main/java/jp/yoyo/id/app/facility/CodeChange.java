package jp.yoyo.id.app.facility;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A code that a facility gets.
 *
 * @param overrideReason why the code is right that has a doubt
 * @param from first day on which it is valid
 * @param replaces whether the codes until then end on that day (moving, another owner); else it is
 *     one more (医科歯科併設)
 * @param reason why
 */
public record CodeChange(
    FacilityCode code,
    @Nullable String overrideReason,
    LocalDate from,
    boolean replaces,
    String reason) {}
