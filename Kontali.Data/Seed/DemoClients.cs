using Kontali.Data.Firms;

namespace Kontali.Data.Seed;

/// <summary>The demo firm's clients, of different trades and standings.</summary>
internal static class DemoClients
{
    private const AutomationLevel Assisted = AutomationLevel.Assisted, Full = AutomationLevel.Full;
    private const VatStatus Registered = VatStatus.Registered;
    private const VatTerm Bimonthly = VatTerm.Bimonthly;

    public static IReadOnlyList<DemoClient> All { get; } =
    [
        new(1, DemoFirm.Bakery, "bakery", Registered, Bimonthly, Assisted,
            "molle*2 meieri*2 egg sukker emballasje*/2 torggata strom nett renhold telefon kasse kort regnskap avfall*/2 kommune*/3 kaffe*/2 forsikring*/3", "3030/31:80 3000/3:20", 285_000, 92_000),
        new(2, DemoFirm.Builder, "builder", Registered, Bimonthly, Full,
            "trelast*2 byggvare*2 skrue stillas*/2 graver*/2 rorlegger*/2 avfall verktoy*/2 klaer*/3 drivstoff*2 bom leasing telefon regnskap forsikring*/3 verksted*/4", "3020/3:100", 520_000, 148_000) { Cap = 60_000m },
        new(3, DemoFirm.Consultant, "consultant", VatStatus.NotRegistered, VatTerm.None, Assisted,
            "loftet*/3 telefon tallkraft*/3 regnskap*/3 fly*/6", "3200/6:100", 4_000, 0),
        new(4, DemoFirm.Restaurant, "restaurant", Registered, Bimonthly, Assisted,
            "gront*2 sjomat*2 kjott*2 drikke*2 meieri kaffe bryggen strom nett renhold vaskeri kasse kort regnskap avfall musikk*/3 forsikring*/3", "3000/3:88 3030/31:12", 540_000, 165_000) { Cap = 40_000m },
        new(5, DemoFirm.Dentist, "dentist", VatStatus.Exempt, VatTerm.None, Assisted,
            "dental*2 tannteknikk*2 helsehus strom renhold telefon fiber tallkraft regnskap vaskeri*/2 pensjon revisor*/6 cloud", "3200/6:100", 310_000, 118_000) { Cap = 40_000m },
        new(6, DemoFirm.Shop, "shop", Registered, Bimonthly, Assisted,
            "friluft bergwerk spedisjon*2 pakke*2 adwave*2 cloud mjukvara emballasje torggata strom fiber telefon kort regnskap reklame*/3", "3000/3:93 3105/52:7", 430_000, 78_000) { Cap = 50_000m },
        new(7, DemoFirm.Electrician, "electrician", Registered, Bimonthly, Full,
            "elgros*3 lys verktoy*/2 klaer*/3 drivstoff*2 bom leasing telefon fiber regnskap tallkraft forsikring*/3 verksted*/4 kurs*/6", "3020/3:70 3000/3:30", 410_000, 132_000),
        new(8, DemoFirm.Hairdresser, "hairdresser", Registered, Bimonthly, Assisted,
            "harpleie*2 torggata strom vaskeri telefon kasse kort regnskap avis musikk*/3 renhold", "3020/3:82 3000/3:18", 165_000, 62_000),
        new(9, DemoFirm.Transport, "transport", Registered, Bimonthly, Full,
            "drivstoff*4 bom*2 ferge*2 tungbil verksted leasing rederi telefon regnskap forsikring*/3 klaer*/4 kurs*/6", "3020/3:94 3125/52:6", 390_000, 121_000) { Cap = 60_000m },
        new(10, DemoFirm.LawFirm, "law", Registered, Bimonthly, AutomationLevel.Suggest,
            "bryggen telefon fiber kontor tallkraft cloud avis regnskap revisor*/6 kaffe renhold fly*/2 hotell*/2 data*/6 pensjon", "3020/3:100", 360_000, 140_000),
        new(11, DemoFirm.Farm, "farm", Registered, VatTerm.YearlyPrimary, Assisted,
            "for*2 gjodsel*/3 dyrlege traktor*/2 drivstoff strom telefon regnskap*/3 forsikring*/3 kommune*/3", "3030/31:100", 150_000, 0),
        new(12, DemoFirm.Gym, "gym", Registered, Bimonthly, Assisted,
            "bryggen utstyr*/2 strom renhold vaktmester alarm telefon fiber kasse kort regnskap musikk*/3 reklame*/2 avfall*/2", "3020/3:100", 210_000, 58_000) { Cap = 40_000m },
        new(13, DemoFirm.Cafe, "cafe", Registered, Bimonthly, Assisted,
            "kaffe*2 meieri*2 molle sukker*/2 gront emballasje*/2 torggata strom renhold kasse kort regnskap avfall*/2 avis", "3000/3:72 3030/31:28", 235_000, 70_000),
        new(14, DemoFirm.Studio, "design", Registered, Bimonthly, AutomationLevel.Off,
            "loftet telefon stackforge adwave*/2 data*/6 trykk*/2 regnskap hotell*/3 kaffe*/3", "3020/3:90 3125/52:10", 120_000, 44_000),
    ];
}
