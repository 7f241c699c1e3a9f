using System.ComponentModel;
using Domicile.Ledger.Users;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Users;

/// <summary>The body of POST /v1/users.</summary>
internal sealed record NewUser(
    [property: Description("At most 200 characters of any script.")]
    [property: Example("Anna Nováková")] string? Name = null,
    [property: Description("An e-mail address, at most 254 characters.")]
    [property: Example("anna@example.org")] string? Email = null,
    [property: Description("A day from 1900-01-01 to today.")]
    [property: Example("1970-12-13")] DateOnly? BirthDate = null) : IRequestBody<NewUser>
{
    public static NewUser Read(BodyFields fields) =>
        new(fields.Text("name"), fields.Text("email"), fields.Day("birthDate"));

    public PersonalDetails Details() => new(Name, Email, BirthDate);
}
