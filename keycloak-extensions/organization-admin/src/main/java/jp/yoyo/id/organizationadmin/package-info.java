/**
 * Administration of an organisation's own members by the organisation's own administrators, and
 * issuing of organisations with their first administrator by a supervising organisation.
 */
@NullMarked
package jp.yoyo.id.organizationadmin;

import org.jspecify.annotations.NullMarked;
