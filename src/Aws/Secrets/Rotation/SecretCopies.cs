using System.Text.Json;

namespace Domicile.Aws.Secrets.Rotation;

/// <summary>
/// The copies of a secret in other sites. One that was left behind still names the user of the version before, and the
/// next rotation would give that user a new password: the site could not enter the node any more. So nothing is rotated
/// until it is in step again; until then the site goes on.
/// </summary>
internal static class SecretCopies
{
    private const string InStep = "InSync";

    /// <param name="described">The answer to <c>DescribeSecret</c>.</param>
    /// <exception cref="InvalidOperationException">One is not, with its site.</exception>
    public static void MustBeInStep(JsonElement described)
    {
        if (!described.TryGetProperty("ReplicationStatus", out var copies))
        {
            return;
        }

        var behind = copies.EnumerateArray()
            .Where(copy => copy.GetProperty("Status").GetString() != InStep)
            .Select(copy => $"{copy.GetProperty("Region").GetString()} ({copy.GetProperty("Status").GetString()})")
            .ToList();
        if (behind.Count > 0)
        {
            var name = described.GetProperty("Name").GetString();
            throw new InvalidOperationException(
                $"The copy of {name} is not in step in {string.Join(", ", behind)}, "
                + "where it still opens the node. It is rotated once the copy is mended, or given up.");
        }
    }
}
