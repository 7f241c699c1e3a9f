using Domicile.Ledger.Privacy;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Users.Email;

/// <summary>
/// Which users have which e-mail address, by keyed hashes in the region's register. An address is noted before the
/// user's shard has it and forgotten after the shard has another: whatever is cut short leaves an entry too many, which
/// the look-up sees through, and never one too few. Lives as long as the ledger.
/// </summary>
internal sealed class EmailIndex(NodePool register, KeyedHash hash)
{
    // A change holds a connection to the register while its shard writes: most of the pool stays for others.
    private const int ChangesMax = 2;

    private static readonly string NoteSql = SqlFile.Read<EmailIndex>("NoteEmail.sql");
    private static readonly string FindSql = SqlFile.Read<EmailIndex>("FindEmail.sql");
    private static readonly string ForgetSql = SqlFile.Read<EmailIndex>("ForgetOtherEmails.sql");
    private static readonly string LockSql = SqlFile.Read<EmailIndex>("LockUserEmails.sql");
    private static readonly string UnlockSql = SqlFile.Read<EmailIndex>("UnlockUserEmails.sql");

    private readonly SemaphoreSlim changes = new(ChangesMax);

    /// <summary>Notes the address of a new user, before the book is opened.</summary>
    /// <returns>False when the user was erased.</returns>
    public async Task<bool> NoteAsync(UserId user, string? email, CancellationToken cancellation)
    {
        if (email is null)
        {
            return true;
        }

        await using var connection = await register.OpenConnectionAsync(cancellation);
        return await NoteAsync(connection, user, email, cancellation);
    }

    /// <summary>
    /// Runs a write of a user's details with the entries around it. One at a time for each user: otherwise the slower
    /// of two changes could forget the address that the faster one left.
    /// </summary>
    /// <param name="email">The address that is about to be written; null for none, or for no change of it.</param>
    /// <param name="write">Answers the user as the shard has it then.</param>
    /// <returns>Null when the user was erased; then nothing was written.</returns>
    public async Task<Outcome<User>?> ChangeAsync(
        UserId user, string? email, Func<Task<Outcome<User>>> write, CancellationToken cancellation)
    {
        await changes.WaitAsync(cancellation);
        try
        {
            await using var connection = await register.OpenConnectionAsync(cancellation);
            return await ChangeAsync(connection, (user, email), write, cancellation);
        }
        finally
        {
            changes.Release();
        }
    }

    /// <summary>Whose address this may be: at most so many users, to be compared with their details.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(string email, int usersMax, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(FindSql);
        command.Parameters.AddWithValue(HashOf(email));
        command.Parameters.AddWithValue(usersMax);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var users = new List<long>();
        while (await reader.ReadAsync(cancellation))
        {
            users.Add(reader.GetInt64(0));
        }

        return users;
    }

    private async Task<Outcome<User>?> ChangeAsync(
        NpgsqlConnection connection,
        (UserId User, string? Email) address,
        Func<Task<Outcome<User>>> write,
        CancellationToken cancellation)
    {
        var (user, email) = address;
        await RunAsync(connection, LockSql, user, cancellation);
        try
        {
            if (!await NoteAsync(connection, user, email, cancellation))
            {
                return null;
            }

            var written = await write();
            if (written.IsDone)
            {
                await ForgetOthersAsync(connection, user, written.Value.Details.Email, cancellation);
            }

            return written;
        }
        finally
        {
            // A connection that is broken by now has lost the lock with it.
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await RunAsync(connection, UnlockSql, user, CancellationToken.None);
            }
        }
    }

    private byte[] HashOf(string email) => hash.Of("e-mail", EmailForm.Normal(email));

    private async Task<bool> NoteAsync(
        NpgsqlConnection connection, UserId user, string? email, CancellationToken cancellation)
    {
        if (email is null)
        {
            return true;
        }

        await using var command = new NpgsqlCommand(NoteSql, connection);
        command.Parameters.AddWithValue(user.Number);
        command.Parameters.AddWithValue(HashOf(email));
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private async Task ForgetOthersAsync(
        NpgsqlConnection connection, UserId user, string? email, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ForgetSql, connection);
        command.Parameters.AddWithValue(user.Number);
        command.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.Bytea,
            Value = email is null ? DBNull.Value : HashOf(email),
        });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task RunAsync(
        NpgsqlConnection connection, string sql, UserId user, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(user.Number);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
