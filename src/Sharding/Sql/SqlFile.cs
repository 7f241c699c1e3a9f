namespace Domicile.Sharding.Sql;

/// <summary>
/// Reads a <c>.sql</c> file that is embedded in an assembly beside the class that runs it: for
/// <c>Shop.Orders.OrderBook</c> and <c>ReadOrders.sql</c> the resource <c>Orders/ReadOrders.sql</c>.
/// </summary>
public static class SqlFile
{
    /// <summary>The text of a file in the folder of <typeparamref name="TBeside"/>'s namespace.</summary>
    /// <exception cref="InvalidOperationException">The assembly has no such file.</exception>
    public static string Read<TBeside>(string file) => Read(typeof(TBeside), file);

    /// <inheritdoc cref="Read{TBeside}(string)"/>
    public static string Read(Type beside, string file)
    {
        var assembly = beside.Assembly;
        var root = assembly.GetName().Name!;
        var space = beside.Namespace ?? root;
        var folder = space.Length > root.Length ? space[(root.Length + 1)..].Replace('.', '/') + "/" : "";
        using var stream = assembly.GetManifestResourceStream(folder + file)
            ?? throw new InvalidOperationException($"{root} has no embedded file {folder}{file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
