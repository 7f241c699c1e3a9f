namespace Domicile.House.Tests.Repository;

/// <summary>Shell scripts stop at their first mistake.</summary>
internal static class Scripts
{
    private const string Options = "set -euo pipefail";

    public static readonly HouseRule Strict = new(
        $"every script is bash and starts with {Options}",
        tree => tree.Files.Where(file => file.IsScript).SelectMany(Check));

    private static IEnumerable<Violation> Check(SourceFile file)
    {
        if (file.Lines[0] is not "#!/usr/bin/env bash" and not "#!/bin/bash")
        {
            yield return file.At(1, $"{file.Lines[0]}: expected #!/usr/bin/env bash");
        }

        var (index, first) = file.Lines.Index().FirstOrDefault(line => line.Item.Length > 0 && line.Item[0] != '#');
        if (first != Options)
        {
            yield return file.At(index + 1, $"the first command is \"{first}\", expected {Options}");
        }

        if (!file.IsExecutable)
        {
            yield return file.At(1, "is not executable");
        }
    }
}
