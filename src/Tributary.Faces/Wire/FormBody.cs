using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Tributary.Faces.Wire;

/// <summary>A form of <c>name=value</c> pairs: a node with a leaf for each.</summary>
internal static class FormBody
{
    public static WireNode Parse(ReadOnlySpan<byte> body)
    {
        var root = new WireNode(null);
        foreach (var (name, values) in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)))
        {
            foreach (var value in values)
            {
                var leaf = new WireNode(name);
                leaf.AddText(value ?? "");
                root.Add(leaf);
            }
        }

        return root;
    }
}
