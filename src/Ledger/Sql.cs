using System.Reflection;

namespace Domicile.Ledger;

/// <summary>Reads the <c>.sql</c> files that stand beside the classes that run them.</summary>
internal static class Sql
{
    /// <param name="path">The path below this project, such as <c>Transfers/PostTransfers.sql</c>.</param>
    public static string Read(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not embedded in the ledger.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
