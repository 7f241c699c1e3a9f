using System.Security.Cryptography;
using System.Text;

namespace Domicile.Sharding.Migrations;

/// <summary>One numbered <c>.sql</c> file of a <see cref="MigrationSet"/>; fixed once a database has it.</summary>
/// <param name="Number">1 or more; a set has no gaps.</param>
/// <param name="Name">The file's name, such as <c>0001_fence.sql</c>.</param>
/// <param name="Sql">The statements, run in one transaction.</param>
public sealed record MigrationScript(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the text in lower-case hex. A checkout's line endings do not count.</summary>
    public string Checksum => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}
