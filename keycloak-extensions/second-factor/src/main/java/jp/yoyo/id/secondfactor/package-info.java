/**
 * Who has to have a second factor, by the roles in the organisations, and its enrolment at login.
 * The factors themselves are Keycloak's own.
 */
@NullMarked
package jp.yoyo.id.secondfactor;

import org.jspecify.annotations.NullMarked;
