using System.Text.Json;
using Domicile.Costs.Offers;

namespace Domicile.Costs.Prices;

/// <summary>Files that a person gives: in our own form, or AWS's own price lists in their bulk form.</summary>
public static class PriceFiles
{
    // Both forms have the name that tells them apart near their beginning.
    private const int HeadSize = 4096;

    /// <summary>Our own form is read as a whole.</summary>
    private const int OwnBytesMax = 16 * 1024 * 1024;

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
                    string.Join(
                        ' ',
                        [$"{file} is a price list of AWS with nothing in it that is used here.", .. offer.Remarks,
                            "Leave it out."]));
            }

            return ReadOwn(file, stream);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException)
        {
            throw new PriceException(
                $"{file} is neither a file like aws-prices.json nor a price list of AWS in its bulk form: {e.Message}");
        }
    }

    private static PriceFile ReadOwn(string file, FileStream stream)
    {
        var text = new byte[OwnBytesMax + 1];
        var count = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        if (count > OwnBytesMax)
        {
            throw new PriceException(
                $"{file} is no price list of AWS in its bulk form, and larger than a file like aws-prices.json may be: "
                + $"{OwnBytesMax} bytes.");
        }

        using var reader = new StreamReader(new MemoryStream(text, 0, count));
        var own = PriceFile.Parse(reader.ReadToEnd());
        return own.Prices.Count > 0 ? own : throw new PriceException($"There is no price in {file}. Leave it out.");
    }

    private static bool IsOffer(FileStream stream)
    {
        var head = new byte[HeadSize];
        var count = stream.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false);
        stream.Position = 0;
        return head.AsSpan(0, count).IndexOf("\"offerCode\""u8) >= 0;
    }
}
