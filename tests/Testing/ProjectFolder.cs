namespace Domicile.Testing;

/// <summary>The checkout that a test was built from.</summary>
public static class ProjectFolder
{
    /// <exception cref="InvalidOperationException">The test runs outside of a checkout.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Domicile.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Domicile.slnx above {AppContext.BaseDirectory}.");
    }
}
