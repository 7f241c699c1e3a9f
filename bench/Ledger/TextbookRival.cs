using System.Security.Cryptography;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Bench.Ledger;

/// <summary>
/// What a textbook does to write the same rows into the same tables: BEGIN, six prepared statements, COMMIT. It has no
/// fence, knows the scale of its one asset, and believes what the second statement told it about funds.
/// </summary>
internal sealed class TextbookRival(NodePool shard) : ITransferRival
{
    private static readonly string[] Statements =
    [
        .. Enumerable.Range(1, 6).Select(number => SqlFile.Read(typeof(TextbookRival), $"Textbook{number}.sql")),
    ];

    public string Name => "textbook";

    public async Task TransferAsync(long payer, long payee, CancellationToken cancellation)
    {
        const long Amount = 1;
        var key = RandomNumberGenerator.GetBytes(32);
        var id = Guid.CreateVersion7();
        object[][] parameters =
        [
            [payer, key, id],
            [payer, payee],
            [payer, payee],
            [payer, payee, Amount],
            [payer, payee, id, Amount],
            [payer, payee, id, Amount],
        ];
        await using var connection = await shard.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        for (var i = 0; i < Statements.Length; i++)
        {
            await using var command = new NpgsqlCommand(Statements[i], connection, transaction);
            foreach (var value in parameters[i])
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            if (i == 1)
            {
                await CheckFundsAsync(command, payer, Amount, cancellation);
            }
            else if (await command.ExecuteNonQueryAsync(cancellation) == 0)
            {
                throw new InvalidOperationException($"Textbook{i + 1}.sql changed nothing.");
            }
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task CheckFundsAsync(
        NpgsqlCommand command, long payer, long amount, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetInt64(0) == payer && reader.GetInt64(2) - amount < reader.GetInt64(3))
            {
                throw new InvalidOperationException($"User {payer} has no money left for the benchmark.");
            }
        }
    }
}
