@NullMarked
package jp.yoyo.id.facility.client.cli;

import org.jspecify.annotations.NullMarked;
