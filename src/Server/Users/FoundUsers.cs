using System.ComponentModel;

namespace Domicile.Server.Users;

/// <summary>Who has an e-mail address.</summary>
internal sealed record FoundUsers(
    [property: Description("By number, 100 at most; empty when nobody has the address.")]
    IReadOnlyList<FoundUser> Users);
