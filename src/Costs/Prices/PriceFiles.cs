using System.Text.Json;
using Domicile.Costs.Offers;

namespace Domicile.Costs.Prices;

/// <summary>Files that a person gives: in our own form, or AWS's own price lists in their bulk form.</summary>
public static class PriceFiles
{
    // Both forms have the name that tells them apart near their beginning.
    private const int HeadSize = 4096;

    /// <summary>The built-in prices, with those of the files in their place; later ones count more.</summary>
    /// <param name="paths">Files, and folders whose <c>.json</c> files are read in the order of their names.</param>
    /// <exception cref="PriceException">A file is missing or is of neither form; says which.</exception>
    public static PriceList Read(IEnumerable<string> paths)
    {
        var builtIn = PriceFile.BuiltIn;
        var list = new PriceList(builtIn.Prices, builtIn.StandIns);
        foreach (var file in paths.SelectMany(FilesOf))
        {
            list = list.With(ReadOne(file));
        }

        return list;
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        var files = Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new PriceException($"There is no .json file in the folder {path}.");
    }

    private static PriceFile ReadOne(string file)
    {
        if (!File.Exists(file))
        {
            throw new PriceException($"There is no file {file}.");
        }

        try
        {
            using var stream = File.OpenRead(file);
            if (IsOffer(stream))
            {
                var offer = OfferFile.Read(stream);
                return offer.Prices.Count > 0 ? offer : throw new PriceException(
                    $"{file} is a price list of AWS with nothing in it that is used here. Leave it out.");
            }

            using var reader = new StreamReader(stream);
            return PriceFile.Parse(reader.ReadToEnd());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException)
        {
            throw new PriceException(
                $"{file} is neither a file like aws-prices.json nor a price list of AWS in its bulk form: {e.Message}");
        }
    }

    private static bool IsOffer(FileStream stream)
    {
        var head = new byte[HeadSize];
        var count = stream.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false);
        stream.Position = 0;
        return head.AsSpan(0, count).IndexOf("\"offerCode\""u8) >= 0;
    }
}
