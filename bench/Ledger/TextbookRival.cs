using System.Security.Cryptography;
using Npgsql;

namespace Domicile.Bench.Ledger;

/// <summary>
/// What a textbook does: BEGIN, six prepared statements, COMMIT, in eight round trips. Its tables are simpler than the
/// ledger's: no fence, one row a transfer, no numbers of books.
/// </summary>
internal sealed class TextbookRival(NpgsqlDataSource shard) : ITransferRival
{
    private static readonly string[] Statements =
    [
        .. Enumerable.Range(1, 6).Select(number => EmbeddedSql.Read($"Ledger/Textbook{number}.sql")),
    ];

    public string Name => "textbook";

    public async Task TransferAsync(long payer, long payee, CancellationToken cancellation)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var id = Guid.CreateVersion7();
        object[][] parameters =
        [
            [key, id], [payer, payee], [payer, 1L], [payee, 1L], [id, payer, payee, 1L], [id, payer, payee, 1L],
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

            if (await command.ExecuteNonQueryAsync(cancellation) == 0)
            {
                throw new InvalidOperationException($"Textbook{i + 1}.sql changed nothing.");
            }
        }

        await transaction.CommitAsync(cancellation);
    }
}
