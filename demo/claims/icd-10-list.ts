/**
 * A list in the format of the agency's file, to try the look-up with: some well-known codes, and two invented ones (U99) that
 * are not in force any more, or not yet. Not the list of any year.
 */
export const demoIcd10 = `代碼,中文名稱,英文名稱,生效起日,生效迄日
J06.9,急性上呼吸道感染,"Acute upper respiratory infection, unspecified",20160101,
J20.9,急性支氣管炎,"Acute bronchitis, unspecified",20160101,
I10,本態性（原發性）高血壓,Essential (primary) hypertension,20160101,
E11.9,第二型糖尿病未伴有併發症,Type 2 diabetes mellitus without complications,20160101,
K29.70,未特定之胃炎未伴有出血,"Gastritis, unspecified, without bleeding",20160101,
K02.9,齲齒,"Dental caries, unspecified",20160101,
M54.5,下背痛,Low back pain,20160101,
N39.0,泌尿道感染,"Urinary tract infection, site not specified",20160101,
R50.9,發燒,"Fever, unspecified",20160101,
A09,感染性胃腸炎及結腸炎,"Infectious gastroenteritis and colitis, unspecified",20160101,
U99.8,示範已停用代碼,Demonstration: no longer in force,20160101,20201231
U99.9,示範尚未生效代碼,Demonstration: not yet in force,20991001,
`

/** Of it, those that claims of the demo have. */
export const demoDiagnoses = ['J069', 'J209', 'I10', 'E119', 'K2970', 'M545', 'N390', 'R509', 'A09'] as const
export const demoDentalDiagnoses = ['K029'] as const
