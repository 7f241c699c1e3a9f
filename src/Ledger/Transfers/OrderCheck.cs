using Domicile.Ledger.Assets;

namespace Domicile.Ledger.Transfers;

/// <summary>What can be said of an order without looking into any book. Its refusals are never remembered.</summary>
internal static class OrderCheck
{
    public const int ReferenceLengthMax = 140;
    public const int KeyLengthMax = 255;

    /// <summary>Checks form, parties and key; null when nothing is wrong.</summary>
    public static Refusal? Find(TransferOrder order, string region)
    {
        if (KeyMistake(order.Key) is { } key)
        {
            return key;
        }

        if (order.From.IsExternal && order.To.IsExternal)
        {
            return new(RefusalCode.FieldInvalid, "One of 'from' and 'to' must be a user; both are external.", "to");
        }

        if (order.From == order.To)
        {
            return new(RefusalCode.SamePayerAndPayee, $"{order.To} cannot pay itself.", "to");
        }

        return RegionMistake(order, region) ?? ReferenceMistake(order.Reference);
    }

    /// <summary>An idempotency key is 1 to 255 printable ASCII characters.</summary>
    public static Refusal? KeyMistake(string key) =>
        key.Length is >= 1 and <= KeyLengthMax && !key.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? null
            : new(
                RefusalCode.FieldInvalid,
                $"An idempotency key has 1 to {KeyLengthMax} printable ASCII characters.",
                "Idempotency-Key");

    /// <summary>Reads the amount in the asset's scale; null when it is a positive amount that fits.</summary>
    public static Refusal? AmountMistake(string text, Asset asset, out Money amount) =>
        MoneyField.Read(text, asset, "amount", out amount) ?? (amount.MinorUnits > 0
            ? null
            : new(
                RefusalCode.AmountNotPositive, "An amount is more than zero; swap 'from' and 'to' instead.", "amount"));

    private static Refusal? RegionMistake(TransferOrder order, string region)
    {
        if (order.From.User is { } payer && payer.Region != region)
        {
            return new(RefusalCode.OtherRegion, $"{payer} belongs to region {payer.Region}, this is {region}.", "from");
        }

        // A user may pay anybody in the world; money from outside comes into the payee's book, and that is elsewhere.
        return order is { From.IsExternal: true, To.User: { } payee } && payee.Region != region
            ? new(RefusalCode.OtherRegion, $"{payee} belongs to region {payee.Region}, this is {region}.", "to")
            : null;
    }

    private static Refusal? ReferenceMistake(string? reference)
    {
        if (reference is null)
        {
            return null;
        }

        if (!PlainText.IsPlain(reference, out var length))
        {
            return new(
                RefusalCode.FieldInvalid,
                "A reference has no control characters or line breaks and is well-formed Unicode.",
                "reference");
        }

        return length <= ReferenceLengthMax
            ? null
            : new(RefusalCode.FieldInvalid, $"A reference has {ReferenceLengthMax} characters at most.", "reference");
    }
}
