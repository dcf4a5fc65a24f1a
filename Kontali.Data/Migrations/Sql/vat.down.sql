revoke usage on schema vat from kontali_app, kontali_worker;
