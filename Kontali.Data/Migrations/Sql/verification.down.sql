drop trigger seal on documents;
drop function verification.seal_document();
drop function verification.hash_of(documents);
drop function verification.field(text);
drop trigger ring_insert on verification.proofs;
revoke usage on schema verification from kontali_app, kontali_worker;
