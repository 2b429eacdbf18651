/**
 * Running the service: maintenance, help desk information, error pages, and the audit stream in a
 * package of its own.
 */
@NullMarked
package jp.yoyo.id.operations;

import org.jspecify.annotations.NullMarked;
