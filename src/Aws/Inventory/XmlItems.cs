using System.Xml.Linq;

namespace Domicile.Aws.Inventory;

/// <summary>Reads what EC2 and RDS answer.</summary>
internal static class XmlItems
{
    /// <summary>The elements at a path such as <c>reservationSet/item/instancesSet/item</c>.</summary>
    public static IEnumerable<XElement> At(XElement root, string path) => path.Split('/').Aggregate(
        (IEnumerable<XElement>)[root], (found, name) => found.Elements(name));

    /// <summary>A child's text; empty when there is none.</summary>
    public static string Text(XElement element, string name) => element.Element(name)?.Value ?? "";

    /// <summary>Tags as EC2 writes them (key, value) or as RDS does (Key, Value).</summary>
    public static IReadOnlyDictionary<string, string> Tags(XElement element) =>
        At(element, "tagSet/item").Concat(At(element, "TagList/Tag")).ToDictionary(
            tag => Text(tag, "key") + Text(tag, "Key"), tag => Text(tag, "value") + Text(tag, "Value"));
}
