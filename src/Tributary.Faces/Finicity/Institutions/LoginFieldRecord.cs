using System.Globalization;
using Tributary.Core.Institutions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Institutions;

/// <summary>
/// The login field record (Finicity Institutions, version 1): exactly these members, since a strict XML reader of 2016 refuses
/// others and a Python one misses any. Whether to mask and the lengths are quoted texts in JSON.
/// </summary>
internal static class LoginFieldRecord
{
    /// <summary>A form, empty or with the values there are.</summary>
    public static FinicityAnswer Form(IReadOnlyList<LoginField> form, IReadOnlyDictionary<string, string>? values = null) => FinicityAnswer.Ok(wire =>
        wire.ListDocument("loginForm", "loginField", form, field => Write(wire, field, values?.GetValueOrDefault(field.Id) ?? "")));

    /// <summary>The form of version 2: its own name, and flags and lengths that are not texts.</summary>
    public static FinicityAnswer FormsV2(IReadOnlyList<LoginField> form) =>
        FinicityAnswer.Ok(wire => wire.ListDocument("loginForms", "loginForm", form, field =>
        {
            wire.Text("id", field.Id);
            wire.Text("name", field.Name);
            wire.Text("value", "");
            wire.Text("description", field.Description);
            wire.Number("displayOrder", field.DisplayOrder);
            wire.Flag("mask", field.IsMasked);
            wire.Text("instructions", field.Instructions ?? "");
            wire.Number("valueLengthMin", field.MinLength);
            wire.Number("valueLengthMax", field.MaxLength);
        }));

    public static void Write(WireWriter wire, LoginField field, string value = "")
    {
        wire.Text("id", field.Id);
        wire.Text("name", field.Name);
        wire.Text("value", value);
        wire.Text("description", field.Description);
        wire.Number("displayOrder", field.DisplayOrder);
        wire.Text("mask", field.IsMasked ? "true" : "false");
        wire.Text("instructions", field.Instructions ?? "");
        wire.Text("valueLengthMin", field.MinLength.ToString(CultureInfo.InvariantCulture));
        wire.Text("valueLengthMax", field.MaxLength.ToString(CultureInfo.InvariantCulture));
    }
}
