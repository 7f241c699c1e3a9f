namespace Domicile.Local;

/// <summary>Reads the <c>.sql</c> files that stand beside the classes of this assembly.</summary>
internal static class EmbeddedSql
{
    /// <param name="path">The file's path in the project, such as <c>Nodes/Roles.sql</c>.</param>
    public static string Read(string path)
    {
        using var stream = typeof(EmbeddedSql).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"{path} is not embedded in this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
