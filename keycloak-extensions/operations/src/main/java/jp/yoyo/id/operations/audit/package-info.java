/**
 * The audit stream: what happened, as lines of JSON in files, each of which carries the hash of the
 * one before. Needs nothing of the rest of this module.
 */
@NullMarked
package jp.yoyo.id.operations.audit;

import org.jspecify.annotations.NullMarked;
