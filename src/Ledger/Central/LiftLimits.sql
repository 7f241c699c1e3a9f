-- Summing up all books takes longer than a writer may; the pool takes the settings back.
select set_config('statement_timeout', '0', false), set_config('idle_in_transaction_session_timeout', '0', false)
