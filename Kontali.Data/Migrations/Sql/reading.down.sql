revoke usage on schema reading from kontali_app, kontali_worker;
