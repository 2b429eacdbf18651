/** The command line: {@code java -jar facility-client.jar check|token|call}. */
@NullMarked
package jp.yoyo.id.facility.client.cli;

import org.jspecify.annotations.NullMarked;
