using Domicile.Cli.Client;

namespace Domicile.Cli.Chaos.Load;

/// <summary>One transfer that the load asks for, under one key for ever.</summary>
/// <param name="Region">Whose server is asked: that of the book which keeps the key.</param>
internal sealed record ChaosOrder(
    string Key, OrderKind Kind, string Region, string From, string To, long Cents)
{
    public const string Asset = "EUR";

    public NewTransfer Body => new(From, To, $"{Cents / 100}.{Cents % 100:00}", Asset, null, null);
}
