drop function ledger.trial_sums(uuid[], text, text, text);
drop aggregate ledger.sum_ore(bigint);
