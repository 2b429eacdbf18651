/** Load and scale: fills a Keycloak, and measures it side by side with stock Keycloak. */
@NullMarked
package jp.yoyo.id.benchmarks;

import org.jspecify.annotations.NullMarked;
