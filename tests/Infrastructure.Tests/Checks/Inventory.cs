using System.Text;

namespace Domicile.Infrastructure.Tests.Checks;

/// <summary>How many resources of which type a world's stacks have: what a review sees change.</summary>
internal static class Inventory
{
    /// <summary>One line a stack and type, after a line that names the topology.</summary>
    public static string Of(params IEnumerable<(string Title, IEnumerable<Resource> Resources)> worlds)
    {
        var text = new StringBuilder();
        foreach (var (title, resources) in worlds)
        {
            text.Append("# ").Append(title).Append('\n');
            var lines = resources
                .GroupBy(resource => (resource.Stack, resource.Type))
                .Select(group => $"{group.Key.Stack} {group.Key.Type} {group.Count()}\n")
                .Order(StringComparer.Ordinal);
            text.AppendJoin(string.Empty, lines).Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Lines that stand in one text only, with a minus or a plus; empty when the texts are equal.</summary>
    public static IReadOnlyList<string> Differences(string committed, string synthesized)
    {
        var (before, after) = (Lines(committed), Lines(synthesized));
        return
        [
            .. before.Except(after).Select(line => $"- {line}"),
            .. after.Except(before).Select(line => $"+ {line}"),
        ];

        static IReadOnlyList<string> Lines(string text)
        {
            var title = string.Empty;
            var lines = new List<string>();
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                title = line.StartsWith('#') ? line : title;
                lines.Add($"{line}   {title}");
            }

            return lines;
        }
    }
}
