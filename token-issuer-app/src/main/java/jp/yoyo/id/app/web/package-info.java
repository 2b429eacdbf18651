/** What all pages have in common: layout, forms, lists, languages, error pages. */
@NullMarked
package jp.yoyo.id.app.web;

import org.jspecify.annotations.NullMarked;
