-- Somebody reads out the reference number of an error page: the help desk looks for it.
create index audit_event_reference on audit_event (reference_number, id) where reference_number is not null;
create index outbox_message_reference on outbox_message (reference_number, id) where reference_number is not null;
