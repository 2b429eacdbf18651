@NullMarked
package jp.yoyo.id.app.web;

import org.jspecify.annotations.NullMarked;
