using System.Text;
using Domicile.Cli.Import.Replay;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Import;

/// <summary>The file of <c>--balances</c>: account_id,user_id,balance, written whole or not at all.</summary>
internal static class BalancesFile
{
    /// <summary>Refuses, before any work, a place where the file cannot be written at the end.</summary>
    /// <exception cref="WorldException">Says why.</exception>
    public static void RequireWritable(string path)
    {
        if (path.Length == 0 || Directory.Exists(path))
        {
            throw new WorldException($"--balances takes the name of a file; '{path}' is none.");
        }

        try
        {
            File.Create(Draft(path)).Dispose();
            File.Delete(Draft(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorldException($"--balances {path} cannot be written: {e.Message}", e);
        }
    }

    public static async Task WriteAsync(
        string path, IEnumerable<AccountReport> accounts, CancellationToken cancellation)
    {
        var text = new StringBuilder("account_id,user_id,balance\n");
        foreach (var account in accounts)
        {
            text.Append(null, $"{account.AccountId},{account.UserId},{account.Balance}\n");
        }

        await File.WriteAllTextAsync(Draft(path), text.ToString(), cancellation);
        File.Move(Draft(path), path, overwrite: true);
    }

    private static string Draft(string path) => path + ".new";
}
