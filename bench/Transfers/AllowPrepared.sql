alter system set max_prepared_transactions = 64
