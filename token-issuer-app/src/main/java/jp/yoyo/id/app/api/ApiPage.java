package jp.yoyo.id.app.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import jp.yoyo.id.app.web.KeyPage;
import jp.yoyo.id.app.web.PageOf;
import org.jspecify.annotations.Nullable;

/** A page of a list. */
public record ApiPage<T>(
    List<T> items,
    @Schema(description = "How many there are, as far as they were counted") long total,
    @Schema(description = "Whether all were counted; else there are more than total")
        boolean totalIsExact,
    @Schema(description = "What to ask for as the next page; null on the last one")
        @Nullable String next) {

  public ApiPage {
    items = List.copyOf(items);
  }

  /** By key. */
  public static <S, T> ApiPage<T> of(KeyPage<S> page, Function<S, T> view) {
    return new ApiPage<>(
        page.items().stream().map(view).toList(), page.total(), page.counted(), page.next());
  }

  /** By number. */
  public static <S, T> ApiPage<T> of(PageOf<S> page, Function<S, T> view) {
    return new ApiPage<>(
        page.items().stream().map(view).toList(),
        page.total(),
        page.counted(),
        page.hasNext() ? String.valueOf(page.number() + 1) : null);
  }
}
