using System.ComponentModel;
using System.Text.Json.Serialization;
using Domicile.Ledger.Users;
using Domicile.Ledger.Users.Changes;
using Domicile.Server.Docs;
using Domicile.Server.Requests;

namespace Domicile.Server.Users;

/// <summary>The body of PATCH /v1/users/{id}: a field that is left out stays, null takes it away.</summary>
internal sealed record NewDetails(
    [property: Description("At most 200 characters of any script; null for none.")]
    [property: Example("Anna Nováková")] string? Name = null,
    [property: Description("An e-mail address, at most 254 characters; null for none.")]
    [property: Example("anna@example.org")] string? Email = null,
    [property: Description("A day from 1900-01-01 to today; null for none.")]
    [property: Example("1970-12-13")] DateOnly? BirthDate = null) : IRequestBody<NewDetails>
{
    /// <summary>What is to be changed.</summary>
    [JsonIgnore]
    public DetailChange Change { get; private init; } = new(PersonalDetails.None, false, false, false);

    public static NewDetails Read(BodyFields fields)
    {
        var details = new PersonalDetails(fields.Text("name"), fields.Text("email"), fields.Day("birthDate"));
        if (!fields.Has("name") && !fields.Has("email") && !fields.Has("birthDate"))
        {
            fields.Miss("Name at least one of name, email and birthDate; null takes a detail away.");
        }

        return new NewDetails(details.Name, details.Email, details.BirthDate)
        {
            Change = new DetailChange(details, fields.Has("name"), fields.Has("email"), fields.Has("birthDate")),
        };
    }
}
