@NullMarked
package jp.yoyo.id.facility.client;

import org.jspecify.annotations.NullMarked;
