namespace Domicile.Cli.Tests.Import;

/// <summary>Where the checkout is that these tests were built from.</summary>
internal static class Checkout
{
    public static string Sample { get; } = Path.Combine(Root(), "samples", "czech-bank");

    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Domicile.slnx")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("These tests run from the checkout.");
    }
}
