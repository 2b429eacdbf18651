package jp.yoyo.id.app.office;

import java.time.LocalDate;
import java.util.Optional;
import jp.yoyo.id.app.facility.KatakanaName;
import org.jspecify.annotations.Nullable;

/**
 * What an office is to be.
 *
 * @param kana null for a federation, which has none
 * @param endedOn the day from which a municipality is no more
 */
record OfficeChange(String name, @Nullable KatakanaName kana, Optional<LocalDate> endedOn) {}
